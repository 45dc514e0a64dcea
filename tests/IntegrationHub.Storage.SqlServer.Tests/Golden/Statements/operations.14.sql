-- @retailer_Value int

SELECT TOP(1) COUNT_BIG(*) AS [Count], MIN([c0].[at]) AS [Oldest]
FROM (
    SELECT [c].[at], 1 AS [Key]
    FROM [hub].[crossing_outbox] AS [c]
    WHERE [c].[retailer_id] = @retailer_Value AND [c].[number] IS NULL
) AS [c0]
GROUP BY [c0].[Key]
