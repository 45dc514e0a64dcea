-- @retailer_Value int,
-- @now datetime2(7)

SELECT TOP(1) COUNT_BIG(*) AS [Count], MIN([n0].[claimable_at]) AS [Oldest]
FROM (
    SELECT [n].[claimable_at], 1 AS [Key]
    FROM [hub].[notification] AS [n]
    WHERE [n].[retailer_id] = @retailer_Value AND [n].[claimable_at] <= @now
) AS [n0]
GROUP BY [n0].[Key]
