-- @p0 varbinary(16),
-- @p1 int,
-- @p2 varbinary(8000),
-- @p3 date,
-- @p4 nvarchar(200),
-- @p5 nvarchar(100),
-- @p6 bigint,
-- @p7 datetime2(7),
-- @p8 nvarchar(200),
-- @p9 nvarchar(64),
-- @p10 date,
-- @p11 int,
-- @p12 varbinary(16),
-- @p13 int,
-- @p14 nvarchar(400),
-- @p15 datetime2(7),
-- @p16 varbinary(8000),
-- @p17 varbinary(32),
-- @p18 varbinary(16),
-- @p19 nvarchar(100),
-- @p20 varbinary(16),
-- @p21 bigint,
-- @p22 varbinary(16)

SET NOCOUNT ON;
INSERT INTO [hub].[business_record] ([id], [retailer_id], [body], [from_day], [key], [kind], [revision], [saved_at], [saved_by], [state], [to_day], [version])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11);
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20, @p21, @p22);
