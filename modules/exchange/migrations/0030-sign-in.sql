-- Systems that sign in: a token stands for a message's signature where both agencies sealed that it may.

-- The client at the sign-on under which this system gets its tokens; null: it signs each message.
alter table exchange.system add column client text unique;
alter table exchange.agreement add column proof text not null default 'signature' check (proof in ('signature', 'token'));
-- What proves who asked: the signature over the question; a token that is bound to a key, with that key's proof for this
-- address and moment; or a bare token, which proves nothing to a third party.
alter table exchange.message add column proven_by text not null default 'signature'
  check (proven_by in ('signature', 'bound-token', 'token'));
