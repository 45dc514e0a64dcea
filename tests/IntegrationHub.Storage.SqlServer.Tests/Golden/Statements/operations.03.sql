-- @p0 nvarchar(100),
-- @p1 int,
-- @p2 bigint,
-- @p3 bigint,
-- @p4 bigint,
-- @p5 bigint,
-- @p6 datetime2(7),
-- @p7 bigint,
-- @p8 bigint,
-- @p9 int,
-- @p10 int,
-- @p11 datetime2(7),
-- @p12 datetime2(7),
-- @p13 datetime2(7),
-- @p14 nvarchar(400)

SET IMPLICIT_TRANSACTIONS OFF;
SET NOCOUNT ON;
INSERT INTO [hub].[node] ([name], [retailer_id], [disk_free], [disk_total], [memory_total], [memory_used], [missed_at], [network_in], [network_out], [processor_load], [processors], [seen_at], [started_at], [stopped_at], [version])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14);
