-- Restores a full backup and one log backup beside the database in use, under another name; nothing is replaced here. For more log backups repeat
-- the middle step; leave it out without any.
--
--   sqlcmd -b -i backup-restore.sql -v File="E:\backup\ihub-20261128.bak" Log="E:\backup\ihub-20261128-1205.trn" Restored="ihub_restored" Folder="F:\data"
--
-- On another server first: a master key, this certificate and the one of TDE that was in use then, from their files:
--   create certificate ihub_backup from file = '…\ihub_backup.cer' with private key (file = '…\ihub_backup.pvk', decryption by password = '…');
--   create certificate ihub_tde_1 from file = '…\ihub_tde_1.cer' with private key (file = '…\ihub_tde_1.key', decryption by password = '…');
-- and afterwards 03-logins.sql for the restored database: it makes the logins and ties the database's users to them.
--
-- Then, before any hub serves from it, with a data folder whose storage.connectionString names the restored database:
--   ihub ledger restored --saved TIME --reason TEXT --against FOLDER     (TIME: up to which the last log goes; FOLDER: checkpoints that were kept outside)
-- It verifies the ledger, names what is lost and writes that into the ledger itself. Only then: rename the databases and start the hub.
:on error exit
use master;
go
if db_id(N'$(Restored)') is not null
    throw 50004, N'There is a database of that name. Name another: nothing is written over.', 1;
go
restore verifyonly from disk = N'$(File)' with checksum;
go
-- Logical names come from the backup: they are asked for, not assumed.
declare @files table (
    LogicalName nvarchar(128), PhysicalName nvarchar(260), Type char(1), FileGroupName nvarchar(128), Size numeric(20, 0), MaxSize numeric(20, 0),
    FileId bigint, CreateLSN numeric(25, 0), DropLSN numeric(25, 0), UniqueId uniqueidentifier, ReadOnlyLSN numeric(25, 0), ReadWriteLSN numeric(25, 0),
    BackupSizeInBytes bigint, SourceBlockSize int, FileGroupId int, LogGroupGUID uniqueidentifier, DifferentialBaseLSN numeric(25, 0),
    DifferentialBaseGUID uniqueidentifier, IsReadOnly bit, IsPresent bit, TDEThumbprint varbinary(32), SnapshotUrl nvarchar(360));
insert into @files exec (N'restore filelistonly from disk = N''$(File)''');
declare @moves nvarchar(max) = (
    select string_agg(convert(nvarchar(max), N'move N''' + replace(LogicalName, '''', '''''') + N''' to N''$(Folder)\$(Restored)-' + convert(nvarchar(20), FileId)
        + case Type when 'L' then N'.ldf' else N'.mdf' end + N''''), N', ') from @files);
exec (N'restore database [$(Restored)] from disk = N''$(File)'' with norecovery, checksum, stats = 10, ' + @moves);
go
restore log [$(Restored)] from disk = N'$(Log)' with norecovery, checksum;
go
restore database [$(Restored)] with recovery;
go
dbcc checkdb (N'$(Restored)') with no_infomsgs;
go
-- As after `ihub restore`: no partner misses a document, nobody holds the sequencer's lease, and an archive outside is not this store's until a person says so.
use [$(Restored)];
go
set quoted_identifier on;
set ansi_nulls on;
go
exec sys.sp_set_session_context @key = N'hub.system', @value = N'migration';
insert into hub.mailbox (retailer_id, party_id, last_code, queue_code)
select retailer_id, id, 0, 0 from hub.party p where not exists (select 1 from hub.mailbox m where m.retailer_id = p.retailer_id and m.party_id = p.id);
update hub.mailbox set last_code = last_code + 1000000;
update ledger.head set lease_until = '0001-01-01';
delete from hub.archive_progress where lane = N'place/owner';
go
