-- @Retailer int,
-- @name nvarchar(100)

SELECT TOP(1) COUNT_BIG(*), COALESCE(SUM([b].[revision]), CAST(0 AS bigint))
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[kind] = @name
GROUP BY [b].[kind]
