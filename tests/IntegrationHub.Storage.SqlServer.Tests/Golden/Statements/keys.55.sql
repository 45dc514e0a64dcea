-- @retailer_Value int

SELECT [k].[retailer_id], [k].[name], [k].[after], [k].[begun_at], [k].[claimable_at], [k].[fence], [k].[finished_at], [k].[from_plaintext], [k].[seen], [k].[written]
FROM [hub].[key_work] AS [k]
WHERE [k].[retailer_id] = @retailer_Value
ORDER BY [k].[name]
