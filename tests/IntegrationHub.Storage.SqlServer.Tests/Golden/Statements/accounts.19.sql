-- @p0 int,
-- @p1 varbinary(64),
-- @p2 int,
-- @p3 datetime2(7)

SET IMPLICIT_TRANSACTIONS OFF;
SET NOCOUNT ON;
INSERT INTO [hub].[attempt] ([retailer_id], [subject], [count], [since])
VALUES (@p0, @p1, @p2, @p3);
