-- @p0 nvarchar(100),
-- @p1 int,
-- @p2 varbinary(16),
-- @p3 datetime2(7),
-- @p4 datetime2(7),
-- @p5 bigint,
-- @p6 datetime2(7),
-- @p7 bit,
-- @p8 bigint,
-- @p9 bigint

SET IMPLICIT_TRANSACTIONS OFF;
SET NOCOUNT ON;
INSERT INTO [hub].[key_work] ([name], [retailer_id], [after], [begun_at], [claimable_at], [fence], [finished_at], [from_plaintext], [seen], [written])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9);
