-- Changes the certificate that protects the database encryption key, and then that key itself. Online; the hub goes on.
--   sqlcmd -S SERVER -b -i 02-rotation.sql -v Database=ihub Certificate=ihub_tde_2 BackupFolder=/var/opt/mssql/backup BackupPassword=…
-- Keep the old certificate and its backup as long as a backup exists that was made under it.
set quoted_identifier on;
set xact_abort on;
go
use [master];
go
if not exists (select 1 from sys.certificates as c where c.name = N'$(Certificate)')
    create certificate [$(Certificate)] with subject = N'Integration hub, database encryption', expiry_date = N'2036-01-01';
go
-- Files are never written over: where both are there and this certificate was saved, that is done already.
declare @files int = (select convert(int, f.file_exists) from sys.dm_os_file_exists(N'$(BackupFolder)/$(Certificate).cer') as f)
    + (select convert(int, f.file_exists) from sys.dm_os_file_exists(N'$(BackupFolder)/$(Certificate).key') as f);
if @files = 0
    backup certificate [$(Certificate)] to file = N'$(BackupFolder)/$(Certificate).cer'
        with private key (file = N'$(BackupFolder)/$(Certificate).key', encryption by password = N'$(BackupPassword)');
else if @files = 1 or not exists (select 1 from sys.certificates as c where c.name = N'$(Certificate)' and c.pvt_key_last_backup_date is not null)
    throw 50005, N'The backup folder holds files of that name which are no backup of this certificate. Move them away, or name another folder.', 1;
go
use [$(Database)];
go
-- Key protection changes (state 6), then the key (state 4): everything is encrypted anew in the background.
if not exists (
    select 1 from sys.dm_database_encryption_keys as k inner join [master].sys.certificates as c on c.thumbprint = k.encryptor_thumbprint
    where k.database_id = db_id() and c.name = N'$(Certificate)')
    alter database encryption key encryption by server certificate [$(Certificate)];
go
-- The server takes one change at a time: the key is made anew when the other one has ended.
declare @until datetime2 = dateadd(minute, 10, sysutcdatetime());
while exists (select 1 from sys.dm_database_encryption_keys as k where k.database_id = db_id() and k.encryption_state in (2, 4, 5, 6))
begin
    if sysutcdatetime() > @until
        throw 50006, N'The database is still being encrypted (states 2, 4, 5, 6). Run this script again when encryption_state is 3.', 1;
    waitfor delay '00:00:01';
end;
go
alter database encryption key regenerate with algorithm = aes_256;
go
select k.encryption_state, k.percent_complete, k.encryptor_thumbprint, k.regenerate_date
from sys.dm_database_encryption_keys as k where k.database_id = db_id();
go
