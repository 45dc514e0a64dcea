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
backup certificate [$(Certificate)] to file = N'$(BackupFolder)/$(Certificate).cer'
    with private key (file = N'$(BackupFolder)/$(Certificate).key', encryption by password = N'$(BackupPassword)');
go
use [$(Database)];
go
-- Key protection changes (state 6), then the key (state 4): everything is encrypted anew in the background.
alter database encryption key encryption by server certificate [$(Certificate)];
go
alter database encryption key regenerate with algorithm = aes_256;
go
select k.encryption_state, k.percent_complete, k.encryptor_thumbprint, k.regenerate_date
from sys.dm_database_encryption_keys as k where k.database_id = db_id();
go
