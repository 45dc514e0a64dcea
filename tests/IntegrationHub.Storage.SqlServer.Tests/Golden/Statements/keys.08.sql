-- @retailer int

SELECT [k].[name]
FROM [hub].[key_work] AS [k]
WHERE [k].[retailer_id] = @retailer AND [k].[from_plaintext] = CAST(1 AS bit)
