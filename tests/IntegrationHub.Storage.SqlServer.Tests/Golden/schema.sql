IF OBJECT_ID(N'[hub].[schema_migration]') IS NULL
BEGIN
    IF SCHEMA_ID(N'hub') IS NULL EXEC(N'CREATE SCHEMA [hub];');
    CREATE TABLE [hub].[schema_migration] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK_schema_migration] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    IF SCHEMA_ID(N'hub') IS NULL EXEC(N'CREATE SCHEMA [hub];');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    IF SCHEMA_ID(N'customer') IS NULL EXEC(N'CREATE SCHEMA [customer];');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[account] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [class] smallint NOT NULL,
        [roles] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [person] varbinary(max) NOT NULL,
        [password_hash] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [password_at] datetime2(7) NOT NULL,
        [created_at] datetime2(7) NOT NULL,
        [disabled_at] datetime2(7) NULL,
        [version] int NOT NULL,
        CONSTRAINT [PK_account] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[account_certificate] (
        [retailer_id] int NOT NULL,
        [issuer_key] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [subject_key] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [account_id] binary(16) NOT NULL,
        [bound_at] datetime2(7) NOT NULL,
        CONSTRAINT [PK_account_certificate] PRIMARY KEY ([retailer_id], [issuer_key], [subject_key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[archive] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [class] smallint NOT NULL,
        [packing] smallint NOT NULL,
        [sha256] binary(32) NOT NULL,
        [length] bigint NOT NULL,
        [chunks] int NOT NULL,
        [stored_at] datetime2(7) NOT NULL,
        [body] varbinary(max) NOT NULL,
        [name] varbinary(64) NULL,
        [place] smallint NOT NULL DEFAULT CAST(0 AS smallint),
        [sealed] bit NOT NULL DEFAULT CAST(0 AS bit),
        [touched_at] datetime2(7) NULL,
        [removed_at] datetime2(7) NULL,
        CONSTRAINT [PK_archive] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[archive_alias] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [archive_id] binary(16) NOT NULL,
        [class] smallint NOT NULL,
        [stored_at] datetime2(7) NOT NULL,
        [removed_at] datetime2(7) NULL,
        CONSTRAINT [PK_archive_alias] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[archive_chunk] (
        [retailer_id] int NOT NULL,
        [archive_id] binary(16) NOT NULL,
        [number] int NOT NULL,
        [body] varbinary(max) NOT NULL,
        CONSTRAINT [PK_archive_chunk] PRIMARY KEY ([retailer_id], [archive_id], [number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[archive_hold] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [exchange_id] binary(16) NULL,
        [party_id] binary(16) NULL,
        [reason] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [set_by] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [set_at] datetime2(7) NOT NULL,
        [lift_reason] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL,
        [lifted_by] nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
        [lifted_at] datetime2(7) NULL,
        CONSTRAINT [PK_archive_hold] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[archive_progress] (
        [retailer_id] int NOT NULL,
        [lane] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [position] binary(16) NOT NULL,
        [updated_at] datetime2(7) NOT NULL,
        CONSTRAINT [PK_archive_progress] PRIMARY KEY ([retailer_id], [lane])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[attempt] (
        [retailer_id] int NOT NULL,
        [subject] varbinary(64) NOT NULL,
        [since] datetime2(7) NOT NULL,
        [count] int NOT NULL,
        CONSTRAINT [PK_attempt] PRIMARY KEY ([retailer_id], [subject])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[business_record] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [kind] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [key] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [state] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [from_day] date NULL,
        [to_day] date NULL,
        [revision] bigint NOT NULL,
        [body] varbinary(max) NOT NULL,
        [saved_at] datetime2(7) NOT NULL,
        [saved_by] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [pk_business_record] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [customer].[crossing_inbox] (
        [retailer_id] int NOT NULL,
        [stream] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [id] binary(16) NOT NULL,
        [subject] binary(16) NULL,
        [kind] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [payload] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] datetime2(7) NOT NULL,
        [number] bigint NOT NULL,
        [received_at] datetime2(7) NOT NULL,
        CONSTRAINT [pk_customer_crossing_inbox] PRIMARY KEY ([retailer_id], [stream], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[crossing_inbox] (
        [retailer_id] int NOT NULL,
        [stream] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [id] binary(16) NOT NULL,
        [subject] binary(16) NULL,
        [kind] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [payload] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] datetime2(7) NOT NULL,
        [number] bigint NOT NULL,
        [received_at] datetime2(7) NOT NULL,
        CONSTRAINT [pk_hub_crossing_inbox] PRIMARY KEY ([retailer_id], [stream], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [customer].[crossing_outbox] (
        [retailer_id] int NOT NULL,
        [stream] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [id] binary(16) NOT NULL,
        [subject] binary(16) NULL,
        [kind] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [payload] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] datetime2(7) NOT NULL,
        [number] bigint NULL,
        CONSTRAINT [pk_customer_crossing_outbox] PRIMARY KEY ([retailer_id], [stream], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[crossing_outbox] (
        [retailer_id] int NOT NULL,
        [stream] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [id] binary(16) NOT NULL,
        [subject] binary(16) NULL,
        [kind] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [payload] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [at] datetime2(7) NOT NULL,
        [number] bigint NULL,
        CONSTRAINT [pk_hub_crossing_outbox] PRIMARY KEY ([retailer_id], [stream], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [customer].[crossing_stream] (
        [retailer_id] int NOT NULL,
        [stream] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [numbered_to] bigint NOT NULL,
        [confirmed_to] bigint NOT NULL,
        [received_to] bigint NOT NULL,
        CONSTRAINT [pk_customer_crossing_stream] PRIMARY KEY ([retailer_id], [stream])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[crossing_stream] (
        [retailer_id] int NOT NULL,
        [stream] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [numbered_to] bigint NOT NULL,
        [confirmed_to] bigint NOT NULL,
        [received_to] bigint NOT NULL,
        CONSTRAINT [pk_hub_crossing_stream] PRIMARY KEY ([retailer_id], [stream])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[data_key] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [purpose] smallint NOT NULL,
        [suite] smallint NOT NULL,
        [wrapped_by] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [wrapped_by_version] int NOT NULL,
        [wrapped] varbinary(max) NOT NULL,
        [created_at] datetime2(7) NOT NULL,
        [retired_at] datetime2(7) NULL,
        [reserved] bigint NOT NULL,
        CONSTRAINT [PK_data_key] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[event] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [at] datetime2(7) NOT NULL,
        [kind] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [exchange_id] binary(16) NULL,
        [party_id] binary(16) NULL,
        [actor] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [data] varbinary(max) NOT NULL,
        [salt] binary(16) NOT NULL,
        [digest] binary(32) NOT NULL,
        [position] bigint NULL,
        CONSTRAINT [PK_event] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[exchange_key] (
        [retailer_id] int NOT NULL,
        [kind] smallint NOT NULL,
        [value] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [exchange_id] binary(16) NOT NULL,
        [sealed] varbinary(max) NULL,
        CONSTRAINT [PK_exchange_key] PRIMARY KEY ([retailer_id], [kind], [value], [exchange_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[inbound_exchange] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [party_id] binary(16) NOT NULL,
        [channel] smallint NOT NULL,
        [state] smallint NOT NULL,
        [received_at] datetime2(7) NOT NULL,
        [completed_at] datetime2(7) NOT NULL,
        [archive_id] binary(16) NOT NULL,
        [size] bigint NOT NULL,
        [profile] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [root_element] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [sender_code] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [mrid] nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
        [revision] int NULL,
        [type] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [schema_result] nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
        [period_start] datetime2(7) NULL,
        [period_end] datetime2(7) NULL,
        [canonical_digest] varbinary(64) NULL,
        [rejections] varbinary(max) NULL,
        [answer_archive_id] binary(16) NULL,
        [first_exchange_id] binary(16) NULL,
        [series_cut] bit NOT NULL DEFAULT CAST(0 AS bit),
        CONSTRAINT [PK_inbound_exchange] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[key_work] (
        [retailer_id] int NOT NULL,
        [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [after] binary(16) NULL,
        [seen] bigint NOT NULL,
        [written] bigint NOT NULL,
        [begun_at] datetime2(7) NOT NULL,
        [claimable_at] datetime2(7) NOT NULL,
        [finished_at] datetime2(7) NULL,
        [fence] bigint NOT NULL,
        [from_plaintext] bit NOT NULL,
        CONSTRAINT [PK_key_work] PRIMARY KEY ([retailer_id], [name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[mailbox] (
        [retailer_id] int NOT NULL,
        [party_id] binary(16) NOT NULL,
        [last_code] bigint NOT NULL,
        [queue_code] bigint NOT NULL,
        CONSTRAINT [PK_mailbox] PRIMARY KEY ([retailer_id], [party_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[mailbox_entry] (
        [retailer_id] int NOT NULL,
        [party_id] binary(16) NOT NULL,
        [exchange_id] binary(16) NOT NULL,
        [addressed] bit NOT NULL,
        [code] bigint NULL,
        [server_timestamp] datetime2(7) NOT NULL,
        [period_start] datetime2(7) NULL,
        [period_end] datetime2(7) NULL,
        CONSTRAINT [PK_mailbox_entry] PRIMARY KEY ([retailer_id], [party_id], [exchange_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[notification] (
        [id] bigint NOT NULL IDENTITY,
        [retailer_id] int NOT NULL,
        [exchange_id] binary(16) NOT NULL,
        [attempts] int NOT NULL,
        [claimable_at] datetime2(7) NOT NULL,
        [claimed_by] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [last_error] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_notification] PRIMARY KEY ([id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[outbound_exchange] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [party_id] binary(16) NOT NULL,
        [sender_code] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [mrid] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [revision] int NOT NULL,
        [profile] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [root_element] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [type] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [period_start] datetime2(7) NULL,
        [period_end] datetime2(7) NULL,
        [state] smallint NOT NULL,
        [priority] smallint NOT NULL,
        [created_at] datetime2(7) NOT NULL,
        [updated_at] datetime2(7) NOT NULL,
        [due_at] datetime2(7) NULL,
        [claimable_at] datetime2(7) NULL,
        [fence] bigint NOT NULL,
        [claimed_by] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [gate_closure] datetime2(7) NULL,
        [attempts] int NOT NULL,
        [answer_lost] bit NOT NULL,
        [never_acknowledged] bit NOT NULL,
        [canonical_digest] varbinary(64) NOT NULL,
        [document_archive_id] binary(16) NOT NULL,
        [message_archive_id] binary(16) NULL,
        [size] bigint NOT NULL,
        [rejections] varbinary(max) NULL,
        [acknowledged_by] binary(16) NULL,
        [endpoint] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [series_cut] bit NOT NULL DEFAULT CAST(0 AS bit),
        CONSTRAINT [PK_outbound_exchange] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[party] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [code] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [is_self] bit NOT NULL,
        [content] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [updated_at] datetime2(7) NOT NULL,
        [row_version] rowversion NULL,
        CONSTRAINT [PK_party] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[party_certificate] (
        [retailer_id] int NOT NULL,
        [thumbprint] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [party_id] binary(16) NOT NULL,
        CONSTRAINT [PK_party_certificate] PRIMARY KEY ([retailer_id], [thumbprint])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[process_candidate] (
        [retailer_id] int NOT NULL,
        [instance_id] binary(16) NOT NULL,
        [token] int NOT NULL,
        [role] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [since] datetime2(7) NOT NULL,
        [due_order] datetime2(7) NOT NULL,
        [opened_at] datetime2(7) NOT NULL,
        [held] bit NOT NULL,
        CONSTRAINT [pk_process_candidate] PRIMARY KEY ([retailer_id], [instance_id], [token], [role])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[process_definition] (
        [retailer_id] int NOT NULL,
        [process] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [digest] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [file] varbinary(max) NOT NULL,
        [deployed_at] datetime2(7) NOT NULL,
        [deployed_by] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [pk_process_definition] PRIMARY KEY ([retailer_id], [process], [version])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[process_instance] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [process] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [revision] bigint NOT NULL,
        [status] smallint NOT NULL,
        [business_key] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [state] varbinary(max) NOT NULL,
        [completers] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [incidents] int NOT NULL,
        [caller_id] binary(16) NULL,
        [caller_token] int NULL,
        [started_at] datetime2(7) NOT NULL,
        CONSTRAINT [pk_process_instance] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[process_message] (
        [retailer_id] int NOT NULL,
        [message_id] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [id] binary(16) NOT NULL,
        [seq] bigint NOT NULL IDENTITY,
        [name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [key] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [payload] varbinary(max) NOT NULL,
        [received_at] datetime2(7) NOT NULL,
        [is_free] bit NOT NULL,
        CONSTRAINT [pk_process_message] PRIMARY KEY ([retailer_id], [message_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[process_notice] (
        [retailer_id] int NOT NULL,
        [notice_id] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [id] binary(16) NOT NULL,
        [channel] smallint NOT NULL,
        [recipient] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [is_role] bit NOT NULL,
        [kind] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [text] varbinary(max) NOT NULL,
        [instance_id] binary(16) NULL,
        [token] int NULL,
        [at] datetime2(7) NOT NULL,
        CONSTRAINT [pk_process_notice] PRIMARY KEY ([retailer_id], [notice_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[process_subscription] (
        [retailer_id] int NOT NULL,
        [instance_id] binary(16) NOT NULL,
        [wait] int NOT NULL,
        [seq] bigint NOT NULL IDENTITY,
        [is_signal] bit NOT NULL,
        [name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [key] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [message_id] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [pk_process_subscription] PRIMARY KEY ([retailer_id], [instance_id], [wait])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[process_task] (
        [retailer_id] int NOT NULL,
        [instance_id] binary(16) NOT NULL,
        [token] int NOT NULL,
        [id] binary(16) NOT NULL,
        [process] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] int NOT NULL,
        [node] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [name] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [business_key] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [inputs] varbinary(max) NOT NULL,
        [priority] int NOT NULL,
        [due_order] datetime2(7) NOT NULL,
        [opened_at] datetime2(7) NOT NULL,
        [claimed_by] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [pk_process_task] PRIMARY KEY ([retailer_id], [instance_id], [token])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[process_work] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [seq] bigint NOT NULL IDENTITY,
        [instance_id] binary(16) NOT NULL,
        [kind] smallint NOT NULL,
        [number] int NOT NULL,
        [attempt] int NOT NULL,
        [name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [data] varbinary(max) NOT NULL,
        [message_id] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [due] datetime2(7) NOT NULL,
        [claimable_at] datetime2(7) NOT NULL,
        [claimed_by] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [fence] int NOT NULL,
        CONSTRAINT [pk_process_work] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[pull_cursor] (
        [retailer_id] int NOT NULL,
        [party_id] binary(16) NOT NULL,
        [last_code] bigint NOT NULL,
        [last_server_timestamp] datetime2(7) NULL,
        [next_poll_at] datetime2(7) NOT NULL,
        [failures] int NOT NULL,
        [entry_failures] int NOT NULL,
        CONSTRAINT [PK_pull_cursor] PRIMARY KEY ([retailer_id], [party_id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[reading_block] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [month] date NOT NULL,
        [account_key] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [channel] smallint NOT NULL,
        [version] int NOT NULL,
        [body] varbinary(max) NOT NULL,
        [saved_at] datetime2(7) NOT NULL,
        [saved_by] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [pk_reading_block] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[registered_document] (
        [retailer_id] int NOT NULL,
        [sender_code] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [mrid] nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [revision] int NOT NULL,
        [canonical_digest] varbinary(64) NOT NULL,
        [exchange_id] binary(16) NOT NULL,
        [acknowledgement] varbinary(max) NOT NULL,
        [accepted] bit NOT NULL,
        [received_at] datetime2(7) NOT NULL,
        CONSTRAINT [PK_registered_document] PRIMARY KEY ([retailer_id], [sender_code], [mrid], [revision])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[session] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [token_hash] varbinary(64) NOT NULL,
        [account_id] binary(16) NOT NULL,
        [door] smallint NOT NULL,
        [thumbprint] nvarchar(64) COLLATE Latin1_General_100_BIN2 NULL,
        [is_complete] bit NOT NULL,
        [begun_at] datetime2(7) NOT NULL,
        [seen_at] datetime2(7) NOT NULL,
        [expires_at] datetime2(7) NOT NULL,
        [ended_at] datetime2(7) NULL,
        [address] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [agent] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_session] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE TABLE [hub].[session_code] (
        [retailer_id] int NOT NULL,
        [id] binary(16) NOT NULL,
        [session_id] binary(16) NOT NULL,
        [purpose] smallint NOT NULL,
        [hash] varbinary(64) NOT NULL,
        [sent_at] datetime2(7) NOT NULL,
        [expires_at] datetime2(7) NOT NULL,
        [attempts] smallint NOT NULL,
        [used_at] datetime2(7) NULL,
        CONSTRAINT [PK_session_code] PRIMARY KEY ([retailer_id], [id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_account_name] ON [hub].[account] ([retailer_id], [name]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_account_certificate_account] ON [hub].[account_certificate] ([retailer_id], [account_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [ux_archive_name] ON [hub].[archive] ([retailer_id], [name]) WHERE name is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_archive_alias_archive] ON [hub].[archive_alias] ([retailer_id], [archive_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_business_record_state] ON [hub].[business_record] ([retailer_id], [kind], [state], [key], [version]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_business_record_key] ON [hub].[business_record] ([retailer_id], [kind], [key], [version]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_crossing_inbox_number] ON [customer].[crossing_inbox] ([retailer_id], [stream], [number]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_crossing_inbox_number] ON [hub].[crossing_inbox] ([retailer_id], [stream], [number]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_crossing_outbox_new] ON [customer].[crossing_outbox] ([retailer_id], [stream], [id]) WHERE number is null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [ux_crossing_outbox_number] ON [customer].[crossing_outbox] ([retailer_id], [stream], [number]) WHERE number is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_crossing_outbox_new] ON [hub].[crossing_outbox] ([retailer_id], [stream], [id]) WHERE number is null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [ux_crossing_outbox_number] ON [hub].[crossing_outbox] ([retailer_id], [stream], [number]) WHERE number is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_event_exchange] ON [hub].[event] ([retailer_id], [exchange_id]) WHERE exchange_id is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_event_kind] ON [hub].[event] ([retailer_id], [kind], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_inbound_mrid] ON [hub].[inbound_exchange] ([retailer_id], [mrid]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_inbound_party] ON [hub].[inbound_exchange] ([retailer_id], [party_id], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_inbound_period] ON [hub].[inbound_exchange] ([retailer_id], [period_start], [id]) WHERE period_start is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_inbound_state] ON [hub].[inbound_exchange] ([retailer_id], [state], [id]) WHERE state <> 0');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_inbound_type] ON [hub].[inbound_exchange] ([retailer_id], [type], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_mailbox_new] ON [hub].[mailbox_entry] ([retailer_id], [party_id], [exchange_id]) WHERE code is null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_mailbox_period] ON [hub].[mailbox_entry] ([retailer_id], [party_id], [period_end]) WHERE period_end is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_mailbox_queue] ON [hub].[mailbox_entry] ([retailer_id], [party_id], [code]) WHERE code is not null and addressed = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_mailbox_server] ON [hub].[mailbox_entry] ([retailer_id], [party_id], [server_timestamp]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [ux_mailbox_code] ON [hub].[mailbox_entry] ([retailer_id], [party_id], [code]) WHERE code is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_notification_claim] ON [hub].[notification] ([retailer_id], [claimable_at], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_outbound_due] ON [hub].[outbound_exchange] ([retailer_id], [party_id], [claimable_at]) WHERE claimable_at is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_outbound_lane] ON [hub].[outbound_exchange] ([retailer_id], [party_id], [priority], [created_at], [id]) WHERE claimable_at is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_outbound_mrid] ON [hub].[outbound_exchange] ([retailer_id], [mrid]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_outbound_party] ON [hub].[outbound_exchange] ([retailer_id], [party_id], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_outbound_period] ON [hub].[outbound_exchange] ([retailer_id], [period_start], [id]) WHERE period_start is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_outbound_state] ON [hub].[outbound_exchange] ([retailer_id], [state], [id]) WHERE state <> 5');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_outbound_type] ON [hub].[outbound_exchange] ([retailer_id], [type], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_outbound_document] ON [hub].[outbound_exchange] ([retailer_id], [sender_code], [mrid], [revision]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_party_code] ON [hub].[party] ([retailer_id], [code]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_party_name] ON [hub].[party] ([retailer_id], [name]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [ux_party_self] ON [hub].[party] ([retailer_id]) WHERE is_self = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_party_certificate_party] ON [hub].[party_certificate] ([retailer_id], [party_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_process_candidate_list] ON [hub].[process_candidate] ([retailer_id], [role], [due_order], [opened_at], [instance_id], [token]) WHERE held = 0');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_process_instance_caller] ON [hub].[process_instance] ([retailer_id], [caller_id]) WHERE caller_id is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_process_instance_incidents] ON [hub].[process_instance] ([retailer_id], [started_at], [id]) WHERE incidents > 0');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_process_instance_key] ON [hub].[process_instance] ([retailer_id], [business_key], [started_at], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_process_instance_started] ON [hub].[process_instance] ([retailer_id], [started_at], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_process_message_free] ON [hub].[process_message] ([retailer_id], [name], [key], [seq]) WHERE is_free = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_process_message_id] ON [hub].[process_message] ([retailer_id], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_process_notice_at] ON [hub].[process_notice] ([retailer_id], [at], [notice_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_process_notice_recipient] ON [hub].[process_notice] ([retailer_id], [recipient], [at], [notice_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_process_notice_id] ON [hub].[process_notice] ([retailer_id], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_process_subscription_open] ON [hub].[process_subscription] ([retailer_id], [name], [key], [seq]) WHERE message_id is null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_process_task_holder] ON [hub].[process_task] ([retailer_id], [claimed_by], [due_order], [opened_at], [instance_id], [token]) WHERE claimed_by is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_process_task_order] ON [hub].[process_task] ([retailer_id], [due_order], [opened_at], [instance_id], [token]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_process_task_id] ON [hub].[process_task] ([retailer_id], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_process_work_claim] ON [hub].[process_work] ([retailer_id], [claimable_at], [seq]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_process_work_instance] ON [hub].[process_work] ([retailer_id], [instance_id], [kind], [number]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_reading_block_key] ON [hub].[reading_block] ([retailer_id], [month], [account_key], [channel], [version]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_session_open] ON [hub].[session] ([retailer_id], [account_id]) WHERE ended_at is null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [ux_session_token] ON [hub].[session] ([retailer_id], [token_hash]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    CREATE INDEX [ix_session_code_session] ON [hub].[session_code] ([retailer_id], [session_id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211537_Initial'
)
BEGIN
    INSERT INTO [hub].[schema_migration] ([MigrationId], [ProductVersion])
    VALUES (N'20261128211537_Initial', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    exec(N'create schema ledger');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create table ledger.head (
        one bit not null constraint df_head_one default 1 constraint pk_head primary key constraint ck_head_one check (one = 1),
        size bigint not null, root binary(32) not null,
        epoch bigint not null, owner nvarchar(200) collate Latin1_General_100_BIN2 not null, lease_until datetime2(7) not null);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    insert into ledger.head (size, root, epoch, owner, lease_until) values (0, 0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, 0, N'', '0001-01-01');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create table ledger.tile (level int not null, [index] bigint not null, hashes varbinary(max) not null, constraint pk_tile primary key (level, [index]));
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create table ledger.[checkpoint] (
        size bigint not null constraint pk_checkpoint primary key, note varbinary(max) not null, [timestamp] varbinary(max) null,
        authority nvarchar(400) collate Latin1_General_100_BIN2 null, stamped_at datetime2(7) null,
        ends_at datetime2(7) null, digest_oid nvarchar(100) collate Latin1_General_100_BIN2 null, renewing bigint null);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create index ix_checkpoint_stamped on ledger.[checkpoint] (size) where stamped_at is not null;
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create index ix_checkpoint_ends on ledger.[checkpoint] (ends_at) include (renewing, digest_oid) where ends_at is not null and renewing is null;
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create table ledger.renewal (
        id bigint not null identity(1, 1) constraint pk_renewal primary key,
        list varbinary(max) not null, outlive datetime2(7) not null,
        token varbinary(max) null, authority nvarchar(400) collate Latin1_General_100_BIN2 null, stamped_at datetime2(7) null);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create table ledger.renewed (
        checkpoint_size bigint not null constraint fk_renewed_checkpoint references ledger.[checkpoint] (size),
        renewal_id bigint not null constraint fk_renewed_renewal references ledger.renewal (id),
        constraint pk_renewed primary key (checkpoint_size, renewal_id));
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create table ledger.timestamp_queue (
        id bigint not null identity(1, 1) constraint pk_timestamp_queue primary key,
        purpose smallint not null,
        checkpoint_size bigint null constraint fk_timestamp_queue_checkpoint references ledger.[checkpoint] (size),
        renewal_id bigint null constraint fk_timestamp_queue_renewal references ledger.renewal (id),
        digest binary(32) null, data varbinary(max) null,
        since datetime2(7) not null, claimable_at datetime2(7) null, claimed_by nvarchar(200) collate Latin1_General_100_BIN2 null,
        fence bigint not null constraint df_timestamp_queue_fence default 0,
        tries int not null constraint df_timestamp_queue_tries default 0, problem nvarchar(2000) collate Latin1_General_100_BIN2 null,
        token varbinary(max) null, authority nvarchar(400) collate Latin1_General_100_BIN2 null, stamped_at datetime2(7) null,
        constraint ck_timestamp_queue_one check (
            iif(checkpoint_size is null, 0, 1) + iif(renewal_id is null, 0, 1) + iif(digest is null, 0, 1) = 1));
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create unique index ux_timestamp_queue_checkpoint on ledger.timestamp_queue (checkpoint_size) where checkpoint_size is not null;
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create unique index ux_timestamp_queue_renewal on ledger.timestamp_queue (renewal_id) where renewal_id is not null;
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create unique index ux_timestamp_queue_digest on ledger.timestamp_queue (purpose, digest) where digest is not null;
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create index ix_timestamp_queue_claim on ledger.timestamp_queue (claimable_at) where claimable_at is not null;
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create unique index ux_event_position on hub.event (position) where position is not null;
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create index ix_event_unsequenced on hub.event (id) where position is null;
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type hub.event_list as table (
        id binary(16) not null, at datetime2(7) not null, kind nvarchar(100) collate Latin1_General_100_BIN2 not null, exchange_id binary(16) null, party_id binary(16) null,
        actor nvarchar(400) collate Latin1_General_100_BIN2 not null, data varbinary(max) not null, salt binary(16) not null, digest binary(32) not null);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type hub.crossing_list as table (
        number bigint not null, id binary(16) not null primary key, subject binary(16) null, kind nvarchar(100) collate Latin1_General_100_BIN2 not null, version int not null,
        payload nvarchar(max) collate Latin1_General_100_BIN2 not null, at datetime2(7) not null);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type customer.crossing_list as table (
        number bigint not null, id binary(16) not null primary key, subject binary(16) null, kind nvarchar(100) collate Latin1_General_100_BIN2 not null, version int not null,
        payload nvarchar(max) collate Latin1_General_100_BIN2 not null, at datetime2(7) not null);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type hub.id_list as table (id binary(16) not null primary key);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type hub.number_list as table (number bigint not null primary key);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type hub.search_key_list as table (kind smallint not null, value nvarchar(400) collate Latin1_General_100_BIN2 not null, sealed varbinary(max) null, primary key (kind, value));
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type hub.text_list as table (value nvarchar(400) collate Latin1_General_100_BIN2 not null primary key);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type ledger.place_list as table (id binary(16) not null primary key, position bigint not null);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    create type ledger.tile_list as table (level int not null, [index] bigint not null, hashes varbinary(max) not null, primary key (level, [index]));
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211600_LedgerAndLists'
)
BEGIN
    INSERT INTO [hub].[schema_migration] ([MigrationId], [ProductVersion])
    VALUES (N'20261128211600_LedgerAndLists', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211800_HeldByTheDatabase'
)
BEGIN
    alter table hub.crossing_outbox add
        constraint ck_crossing_outbox_bounds check (
            datalength(stream) between 2 and 128 and datalength(kind) between 2 and 128 and version >= 1
            and datalength(payload) <= 524288 and at between '2000-01-01' and '9000-01-01'),
        constraint ck_crossing_outbox_subject check (stream <> N'requests' or subject is not null),
        constraint ck_crossing_outbox_number check (number >= 1);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211800_HeldByTheDatabase'
)
BEGIN
    alter table hub.crossing_stream add
        constraint ck_crossing_stream_cursors check (numbered_to >= 0 and confirmed_to >= 0 and received_to >= 0);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211800_HeldByTheDatabase'
)
BEGIN
    alter table customer.crossing_outbox add
        constraint ck_crossing_outbox_bounds check (
            datalength(stream) between 2 and 128 and datalength(kind) between 2 and 128 and version >= 1
            and datalength(payload) <= 524288 and at between '2000-01-01' and '9000-01-01'),
        constraint ck_crossing_outbox_subject check (stream <> N'requests' or subject is not null),
        constraint ck_crossing_outbox_number check (number >= 1);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211800_HeldByTheDatabase'
)
BEGIN
    alter table customer.crossing_stream add
        constraint ck_crossing_stream_cursors check (numbered_to >= 0 and confirmed_to >= 0 and received_to >= 0);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211800_HeldByTheDatabase'
)
BEGIN
    exec(N'create trigger hub.keep_name on hub.archive after update as
    begin
        set nocount on;
        if update(name) and exists (
            select 1 from inserted as n join deleted as o on o.retailer_id = n.retailer_id and o.id = n.id
            where n.name is not null and (o.name is null or o.name <> n.name))
            throw 50010, N''An archived content keeps its name until it is removed.'', 1;
    end;');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261128211800_HeldByTheDatabase'
)
BEGIN
    INSERT INTO [hub].[schema_migration] ([MigrationId], [ProductVersion])
    VALUES (N'20261128211800_HeldByTheDatabase', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    alter table hub.archive set (lock_escalation = disable);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    alter table hub.archive_alias set (lock_escalation = disable);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    alter table hub.archive_chunk set (lock_escalation = disable);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    alter table hub.event set (lock_escalation = disable);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    alter table hub.mailbox_entry set (lock_escalation = disable);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    alter table hub.notification set (lock_escalation = disable);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    alter table hub.outbound_exchange set (lock_escalation = disable);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    alter table hub.process_work set (lock_escalation = disable);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129023200_RowLocks'
)
BEGIN
    INSERT INTO [hub].[schema_migration] ([MigrationId], [ProductVersion])
    VALUES (N'20261129023200_RowLocks', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129151619_PartyAndType'
)
BEGIN
    CREATE INDEX [ix_outbound_party_type] ON [hub].[outbound_exchange] ([retailer_id], [party_id], [type], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129151619_PartyAndType'
)
BEGIN
    CREATE INDEX [ix_inbound_party_type] ON [hub].[inbound_exchange] ([retailer_id], [party_id], [type], [id]);
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261129151619_PartyAndType'
)
BEGIN
    INSERT INTO [hub].[schema_migration] ([MigrationId], [ProductVersion])
    VALUES (N'20261129151619_PartyAndType', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261130015500_LedgerSearch'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_event_actor] ON [hub].[event] ([retailer_id], [actor], [id]) WHERE actor <> ''hub''');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261130015500_LedgerSearch'
)
BEGIN
    EXEC(N'CREATE INDEX [ix_event_party] ON [hub].[event] ([retailer_id], [party_id], [id]) WHERE party_id is not null');
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261130015500_LedgerSearch'
)
BEGIN
    INSERT INTO [hub].[schema_migration] ([MigrationId], [ProductVersion])
    VALUES (N'20261130015500_LedgerSearch', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261130021500_Nodes'
)
BEGIN
    CREATE TABLE [hub].[node] (
        [retailer_id] int NOT NULL,
        [name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [version] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [started_at] datetime2(7) NOT NULL,
        [seen_at] datetime2(7) NOT NULL,
        [stopped_at] datetime2(7) NULL,
        [missed_at] datetime2(7) NULL,
        [processors] int NOT NULL,
        [processor_load] int NULL,
        [memory_used] bigint NULL,
        [memory_total] bigint NULL,
        [disk_free] bigint NOT NULL,
        [disk_total] bigint NOT NULL,
        [network_in] bigint NULL,
        [network_out] bigint NULL,
        CONSTRAINT [pk_node] PRIMARY KEY ([retailer_id], [name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [hub].[schema_migration]
    WHERE [MigrationId] = N'20261130021500_Nodes'
)
BEGIN
    INSERT INTO [hub].[schema_migration] ([MigrationId], [ProductVersion])
    VALUES (N'20261130021500_Nodes', N'10.0.14');
END;

COMMIT;
GO