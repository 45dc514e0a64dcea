-- @p0 varbinary(16),
-- @p1 int,
-- @p2 datetime2(7),
-- @p3 smallint,
-- @p4 bigint,
-- @p5 datetime2(7),
-- @p6 smallint,
-- @p7 varbinary(8000),
-- @p8 nvarchar(200),
-- @p9 int

SET IMPLICIT_TRANSACTIONS OFF;
SET NOCOUNT ON;
INSERT INTO [hub].[data_key] ([id], [retailer_id], [created_at], [purpose], [reserved], [retired_at], [suite], [wrapped], [wrapped_by], [wrapped_by_version])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9);
