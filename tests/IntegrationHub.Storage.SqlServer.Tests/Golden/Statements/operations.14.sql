-- @retailer_Value int

SELECT TOP(1) COUNT_BIG(*) AS [Count], MIN([p0].[started_at]) AS [Oldest]
FROM (
    SELECT [p].[started_at], 1 AS [Key]
    FROM [hub].[process_instance] AS [p]
    WHERE [p].[retailer_id] = @retailer_Value AND [p].[incidents] > 0
) AS [p0]
GROUP BY [p0].[Key]
