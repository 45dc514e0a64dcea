-- @p int,
-- @retailer_Value int,
-- @party_Value varbinary(16),
-- @first varbinary(16)

SELECT [i0].[channel] AS [Key], COUNT_BIG(*) AS [Count], COUNT_BIG(CASE
    WHEN [i0].[state] IN (CAST(2 AS smallint), CAST(3 AS smallint)) THEN 1
END) AS [Refused], AVG(CASE
    WHEN CAST(DATEDIFF(millisecond, [i0].[received_at], [i0].[completed_at]) AS float) < 0.0E0 THEN 0.0E0
    ELSE CAST(DATEDIFF(millisecond, [i0].[received_at], [i0].[completed_at]) AS float)
END) AS [Mean], MAX(CASE
    WHEN [i0].[state] IN (CAST(2 AS smallint), CAST(3 AS smallint)) THEN [i0].[received_at]
END) AS [LastRefusedAt]
FROM (
    SELECT TOP(@p) [i].[channel], [i].[completed_at], [i].[received_at], [i].[state]
    FROM [hub].[inbound_exchange] AS [i]
    WHERE [i].[retailer_id] = @retailer_Value AND [i].[party_id] = @party_Value AND [i].[id] >= @first
    ORDER BY [i].[id] DESC
) AS [i0]
GROUP BY [i0].[channel]
