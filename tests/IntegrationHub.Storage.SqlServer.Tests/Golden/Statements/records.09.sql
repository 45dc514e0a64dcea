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
-- @p14 varbinary(8000),
-- @p15 date,
-- @p16 nvarchar(200),
-- @p17 nvarchar(100),
-- @p18 bigint,
-- @p19 datetime2(7),
-- @p20 nvarchar(200),
-- @p21 nvarchar(64),
-- @p22 date,
-- @p23 int

SET IMPLICIT_TRANSACTIONS OFF;
SET NOCOUNT ON;
INSERT INTO [hub].[business_record] ([id], [retailer_id], [body], [from_day], [key], [kind], [revision], [saved_at], [saved_by], [state], [to_day], [version])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11),
(@p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20, @p21, @p22, @p23);
