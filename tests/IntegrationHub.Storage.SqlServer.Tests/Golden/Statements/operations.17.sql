-- @p int,
-- @retailer_Value int

SELECT TOP(@p) [p].[id] AS [Id], [p].[state] AS [State], [p].[started_at] AS [StartedAt]
FROM [hub].[process_instance] AS [p]
WHERE [p].[retailer_id] = @retailer_Value AND [p].[incidents] > 0
ORDER BY [p].[started_at], [p].[id]
