-- @retailer_Value int,
-- @now datetime2(7)

SELECT TOP(1) [k].[retailer_id], [k].[name], [k].[after], [k].[begun_at], [k].[claimable_at], [k].[fence], [k].[finished_at], [k].[from_plaintext], [k].[seen], [k].[written]
FROM [hub].[key_work] AS [k]
WHERE [k].[retailer_id] = @retailer_Value AND [k].[finished_at] IS NULL AND [k].[claimable_at] <= @now
ORDER BY [k].[claimable_at], [k].[name]
