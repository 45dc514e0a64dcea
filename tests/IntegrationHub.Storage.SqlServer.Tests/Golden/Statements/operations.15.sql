-- @retailer_Value int,
-- @now datetime2(7)

SELECT TOP(1) COUNT_BIG(*) AS [Count], MIN([p0].[due]) AS [Oldest]
FROM (
    SELECT [p].[due], 1 AS [Key]
    FROM [hub].[process_work] AS [p]
    WHERE [p].[retailer_id] = @retailer_Value AND [p].[claimable_at] <= @now AND [p].[kind] <> CAST(0 AS smallint)
) AS [p0]
GROUP BY [p0].[Key]
