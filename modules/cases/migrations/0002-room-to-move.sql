-- A case is written anew at each of its moves. With room left on its page it stays there, and no index hears of it.
alter table cases.case set (fillfactor = 75);
