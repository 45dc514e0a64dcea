-- @p0 varbinary(16),
-- @p1 int,
-- @p2 nvarchar(64),
-- @p3 varbinary(8000),
-- @p4 smallint,
-- @p5 date,
-- @p6 datetime2(7),
-- @p7 nvarchar(200),
-- @p8 int,
-- @p9 varbinary(16),
-- @p10 int,
-- @p11 nvarchar(64),
-- @p12 varbinary(8000),
-- @p13 smallint,
-- @p14 date,
-- @p15 datetime2(7),
-- @p16 nvarchar(200),
-- @p17 int

SET IMPLICIT_TRANSACTIONS OFF;
SET NOCOUNT ON;
INSERT INTO [hub].[reading_block] ([id], [retailer_id], [account_key], [body], [channel], [month], [saved_at], [saved_by], [version])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8),
(@p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17);
