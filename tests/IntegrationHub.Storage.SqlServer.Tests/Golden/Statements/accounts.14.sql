-- @p2 varbinary(16),
-- @p3 int,
-- @p0 datetime2(7),
-- @p1 int,
-- @p4 int,
-- @p5 varbinary(16),
-- @p6 int,
-- @p7 nvarchar(400),
-- @p8 datetime2(7),
-- @p9 varbinary(8000),
-- @p10 varbinary(32),
-- @p11 varbinary(16),
-- @p12 nvarchar(100),
-- @p13 varbinary(16),
-- @p14 bigint,
-- @p15 varbinary(16),
-- @p16 varbinary(16),
-- @p17 int,
-- @p18 nvarchar(400),
-- @p19 datetime2(7),
-- @p20 varbinary(8000),
-- @p21 varbinary(32),
-- @p22 varbinary(16),
-- @p23 nvarchar(100),
-- @p24 varbinary(16),
-- @p25 bigint,
-- @p26 varbinary(16)

SET NOCOUNT ON;
UPDATE [hub].[account] SET [disabled_at] = @p0, [version] = @p1
OUTPUT 1
WHERE [id] = @p2 AND [retailer_id] = @p3 AND [version] = @p4;
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15),
(@p16, @p17, @p18, @p19, @p20, @p21, @p22, @p23, @p24, @p25, @p26);
