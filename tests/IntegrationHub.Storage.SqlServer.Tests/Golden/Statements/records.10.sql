-- @p0 varbinary(16),
-- @p1 int,
-- @p2 nvarchar(400),
-- @p3 datetime2(7),
-- @p4 varbinary(8000),
-- @p5 varbinary(32),
-- @p6 varbinary(16),
-- @p7 nvarchar(100),
-- @p8 varbinary(16),
-- @p9 bigint,
-- @p10 varbinary(16)

SET IMPLICIT_TRANSACTIONS OFF;
SET NOCOUNT ON;
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10);
