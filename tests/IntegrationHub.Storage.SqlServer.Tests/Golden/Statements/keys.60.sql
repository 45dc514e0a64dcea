-- @p1 varbinary(16),
-- @p2 int,
-- @p0 datetime2(7),
-- @p3 varbinary(16),
-- @p4 int,
-- @p5 nvarchar(400),
-- @p6 datetime2(7),
-- @p7 varbinary(8000),
-- @p8 varbinary(32),
-- @p9 varbinary(16),
-- @p10 nvarchar(100),
-- @p11 varbinary(16),
-- @p12 bigint,
-- @p13 varbinary(16)

SET NOCOUNT ON;
UPDATE [hub].[data_key] SET [retired_at] = @p0
OUTPUT 1
WHERE [id] = @p1 AND [retailer_id] = @p2;
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13);
