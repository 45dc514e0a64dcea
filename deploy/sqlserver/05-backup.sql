-- Full backup with checks, encrypted by the certificate of 01-encryption.sql, and proof that it can be read.
--   sqlcmd -S SERVER -b -i 05-backup.sql -v Database=ihub BackupFile=/var/opt/mssql/backup/ihub.bak Certificate=ihub_tde_1
-- Log backups between full ones: backup log [ihub] to disk = … with checksum. The certificate's own backup lies elsewhere.
set quoted_identifier on;
set xact_abort on;
go
backup database [$(Database)] to disk = N'$(BackupFile)'
    with checksum, compression, format, init, encryption (algorithm = aes_256, server certificate = [$(Certificate)]);
go
restore verifyonly from disk = N'$(BackupFile)' with checksum;
go
