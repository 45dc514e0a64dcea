-- @Retailer_Value int,
-- @key varbinary(64)

SELECT TOP(2) [a].[count]
FROM [hub].[attempt] AS [a]
WHERE [a].[retailer_id] = @Retailer_Value AND [a].[subject] = @key
