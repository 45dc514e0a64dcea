-- Transparent data encryption: master key, certificate, database encryption key. Not for Azure SQL, which encrypts by itself.
--   sqlcmd -S SERVER -b -i 01-encryption.sql -v Database=ihub MasterKeyPassword=… BackupFolder=/var/opt/mssql/backup BackupPassword=…
-- The password of the backup's key belongs into a safe, apart from the backups: without certificate and key no backup can be restored.
set quoted_identifier on;
set xact_abort on;
go
use [master];
go
if not exists (select 1 from sys.symmetric_keys as k where k.name = N'##MS_DatabaseMasterKey##')
    create master key encryption by password = N'$(MasterKeyPassword)';
go
if not exists (select 1 from sys.certificates as c where c.name = N'ihub_tde_1')
    create certificate ihub_tde_1 with subject = N'Integration hub, database encryption 1', expiry_date = N'2036-01-01';
go
-- First the copy that a restore needs, then the encryption. The folder is the server's.
-- Files are never written over: where both are there and this certificate was saved, that is done already.
declare @files int = (select convert(int, f.file_exists) from sys.dm_os_file_exists(N'$(BackupFolder)/ihub_tde_1.cer') as f)
    + (select convert(int, f.file_exists) from sys.dm_os_file_exists(N'$(BackupFolder)/ihub_tde_1.key') as f);
if @files = 0
    backup certificate [ihub_tde_1] to file = N'$(BackupFolder)/ihub_tde_1.cer'
        with private key (file = N'$(BackupFolder)/ihub_tde_1.key', encryption by password = N'$(BackupPassword)');
else if @files = 1 or not exists (select 1 from sys.certificates as c where c.name = N'ihub_tde_1' and c.pvt_key_last_backup_date is not null)
    throw 50005, N'The backup folder holds files of that name which are no backup of this certificate. Move them away, or name another folder.', 1;
go
use [$(Database)];
go
if not exists (select 1 from sys.dm_database_encryption_keys as k where k.database_id = db_id())
    create database encryption key with algorithm = aes_256 encryption by server certificate ihub_tde_1;
go
alter database [$(Database)] set encryption on;
go
-- 2 runs, 3 done: the hub allows confidential modules at 3.
select k.encryption_state, k.percent_complete, k.key_algorithm, k.key_length, k.encryptor_type
from sys.dm_database_encryption_keys as k where k.database_id = db_id();
go
