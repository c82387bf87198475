-- A copy may go as a text message too.
alter table messages.delivery drop constraint delivery_channel_check;
alter table messages.delivery add constraint delivery_channel_check check (channel in ('mail', 'text'));
