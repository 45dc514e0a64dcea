-- A full backup, encrypted and with checksums, and its verification. Under TDE, too: the file's encryption does not depend on the database's.
--
--   sqlcmd -b -i backup.sql -v Database="ihub" File="E:\backup\ihub-20261128.bak"
--
-- The hub goes on meanwhile. Sign a checkpoint first (ihub ledger checkpoint) and copy its folder beside the backup.
:on error exit
use master;
go
if not exists (select 1 from sys.certificates where name = N'ihub_backup' and pvt_key_last_backup_date is not null)
    throw 50002, N'There is no certificate ihub_backup, or its private key was never saved. Run backup-certificate.sql first.', 1;
go
if (select recovery_model_desc from sys.databases where name = N'$(Database)') <> N'FULL'
    throw 50003, N'The database is not in recovery model FULL: log backups would be impossible. Run: alter database [$(Database)] set recovery full', 1;
go
-- No INIT: an existing file is not written over.
backup database [$(Database)] to disk = N'$(File)'
    with noinit, checksum, compression, stats = 10, encryption (algorithm = aes_256, server certificate = ihub_backup);
go
restore verifyonly from disk = N'$(File)' with checksum;
go
