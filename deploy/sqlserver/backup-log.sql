-- A log backup: run it every few minutes. What is not in one is lost with the server.
--
--   sqlcmd -b -i backup-log.sql -v Database="ihub" File="E:\backup\ihub-20261128-1205.trn"
:on error exit
backup log [$(Database)] to disk = N'$(File)'
    with noinit, checksum, compression, encryption (algorithm = aes_256, server certificate = ihub_backup);
go
