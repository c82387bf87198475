-- A forgotten password is asked for first and looked up afterwards, so that asking takes the same for an account and for nobody.
alter table identity.pending drop constraint pending_kind_check, add constraint pending_kind_check check (kind in (
  'second-factor', 'sign-up', 'restore', 'reset-asked', 'reset', 'email', 'totp',
  'passkey-register', 'passkey-sign-in', 'passkey-step-up'));
