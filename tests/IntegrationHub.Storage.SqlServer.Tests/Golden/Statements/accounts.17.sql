-- @p2 varbinary(16),
-- @p3 int,
-- @p0 varbinary(8000),
-- @p1 int,
-- @p4 int,
-- @p5 nvarchar(64),
-- @p6 int,
-- @p7 nvarchar(64),
-- @p8 varbinary(16),
-- @p9 datetime2(7),
-- @p10 varbinary(16),
-- @p11 int,
-- @p12 nvarchar(400),
-- @p13 datetime2(7),
-- @p14 varbinary(8000),
-- @p15 varbinary(32),
-- @p16 varbinary(16),
-- @p17 nvarchar(100),
-- @p18 varbinary(16),
-- @p19 bigint,
-- @p20 varbinary(16)

SET NOCOUNT ON;
UPDATE [hub].[account] SET [person] = @p0, [version] = @p1
OUTPUT 1
WHERE [id] = @p2 AND [retailer_id] = @p3 AND [version] = @p4;
INSERT INTO [hub].[account_certificate] ([issuer_key], [retailer_id], [subject_key], [account_id], [bound_at])
VALUES (@p5, @p6, @p7, @p8, @p9);
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20);
