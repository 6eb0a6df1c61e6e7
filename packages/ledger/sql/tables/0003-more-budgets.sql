-- A budget may also watch all that an account spends, or what it spends on one model.

alter type budget_line add attribute model text;

alter table budget drop constraint budget_subject_check;
alter table budget add constraint budget_subject_check check (subject in ('key', 'member', 'feature', 'model', 'account'));
