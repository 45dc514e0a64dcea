-- Once: the certificate that backups are encrypted with, saved with its private key. WITHOUT THAT FILE NO BACKUP CAN BE RESTORED.
-- It is not the certificate of TDE: a backup of a database under TDE needs that one, too.
--
--   sqlcmd -b -i backup-certificate.sql -v Folder="D:\keys" Passphrase="…" MasterPassphrase="…"
--
-- Take both files off this machine, the passphrase by another way, and try a restore on another server (backup-restore.sql).
:on error exit
use master;
go
if not exists (select 1 from sys.symmetric_keys where name = '##MS_DatabaseMasterKey##')
    create master key encryption by password = N'$(MasterPassphrase)';
go
if exists (select 1 from sys.certificates where name = N'ihub_backup')
    throw 50001, N'The certificate ihub_backup exists already. Backups made with it need it: it is not replaced here.', 1;
go
create certificate ihub_backup with subject = N'Backups of IntegrationHub', expiry_date = '20360101';
go
backup certificate ihub_backup to file = N'$(Folder)\ihub_backup.cer'
    with private key (file = N'$(Folder)\ihub_backup.pvk', encryption by password = N'$(Passphrase)');
go
