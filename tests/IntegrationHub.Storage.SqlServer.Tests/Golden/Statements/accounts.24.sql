-- @Retailer_Value int,
-- @key varbinary(64)

DELETE FROM [a]
FROM [hub].[attempt] AS [a]
WHERE [a].[retailer_id] = @Retailer_Value AND [a].[subject] = @key
