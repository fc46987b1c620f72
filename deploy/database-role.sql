-- What the app may do in its database: work on rows. It makes no tables, changes none, and lets nobody in.
-- deploy/database-role.sh runs it, with sqlcmd's variable app: the name of the managed identity. It may run again.
set nocount on;
set xact_abort on;
if database_principal_id(N'$(app)') is null create user [$(app)] from external provider;
if database_principal_id(N'concierge_app') is null create role concierge_app;
go
grant select, insert, update, delete on schema::dbo to concierge_app;
alter role concierge_app add member [$(app)];
go
-- What it may have been given before.
declare @role sysname, @statement nvarchar(400);
declare roles cursor local fast_forward for
  select role.name from sys.database_role_members as membership
  join sys.database_principals as role on role.principal_id = membership.role_principal_id
  where membership.member_principal_id = database_principal_id(N'$(app)') and role.name <> N'concierge_app';
open roles;
fetch next from roles into @role;
while @@fetch_status = 0
begin
  set @statement = N'alter role ' + quotename(@role) + N' drop member ' + quotename(N'$(app)');
  exec (@statement);
  fetch next from roles into @role;
end
go
