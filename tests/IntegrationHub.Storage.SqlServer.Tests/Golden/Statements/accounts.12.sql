-- @p1 varbinary(16),
-- @p2 int,
-- @p0 int,
-- @p3 int,
-- @p4 nvarchar(64),
-- @p5 int,
-- @p6 nvarchar(64),
-- @p7 varbinary(16),
-- @p8 datetime2(7),
-- @p9 varbinary(16),
-- @p10 int,
-- @p11 nvarchar(400),
-- @p12 datetime2(7),
-- @p13 varbinary(8000),
-- @p14 varbinary(32),
-- @p15 varbinary(16),
-- @p16 nvarchar(100),
-- @p17 varbinary(16),
-- @p18 bigint,
-- @p19 varbinary(16)

SET NOCOUNT ON;
UPDATE [hub].[account] SET [version] = @p0
OUTPUT 1
WHERE [id] = @p1 AND [retailer_id] = @p2 AND [version] = @p3;
INSERT INTO [hub].[account_certificate] ([issuer_key], [retailer_id], [subject_key], [account_id], [bound_at])
VALUES (@p4, @p5, @p6, @p7, @p8);
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19);
