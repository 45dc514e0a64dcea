-- @p int,
-- @retailer_Value int,
-- @first varbinary(16),
-- @end varbinary(16),
-- @before varbinary(16),
-- @filter_Kind_startswith nvarchar(100),
-- @actor nvarchar(400),
-- @actor12 nvarchar(400)

SELECT TOP(@p) [u].[retailer_id], [u].[id], [u].[actor], [u].[at], [u].[data], [u].[digest], [u].[exchange_id], [u].[kind], [u].[party_id], [u].[position], [u].[salt]
FROM (
    SELECT [e1].[retailer_id], [e1].[id], [e1].[actor], [e1].[at], [e1].[data], [e1].[digest], [e1].[exchange_id], [e1].[kind], [e1].[party_id], [e1].[position], [e1].[salt]
    FROM (
        SELECT TOP(@p) [e].[retailer_id], [e].[id], [e].[actor], [e].[at], [e].[data], [e].[digest], [e].[exchange_id], [e].[kind], [e].[party_id], [e].[position], [e].[salt]
        FROM [hub].[event] AS [e]
        WHERE [e].[retailer_id] = @retailer_Value AND [e].[id] >= @first AND [e].[id] < @end AND [e].[id] < @before AND [e].[kind] LIKE @filter_Kind_startswith ESCAPE N'\' AND [e].[actor] = @actor AND [e].[actor] <> N'hub'
        ORDER BY [e].[id] DESC
    ) AS [e1]
    UNION ALL
    SELECT [e2].[retailer_id], [e2].[id], [e2].[actor], [e2].[at], [e2].[data], [e2].[digest], [e2].[exchange_id], [e2].[kind], [e2].[party_id], [e2].[position], [e2].[salt]
    FROM (
        SELECT TOP(@p) [e0].[retailer_id], [e0].[id], [e0].[actor], [e0].[at], [e0].[data], [e0].[digest], [e0].[exchange_id], [e0].[kind], [e0].[party_id], [e0].[position], [e0].[salt]
        FROM [hub].[event] AS [e0]
        WHERE [e0].[retailer_id] = @retailer_Value AND [e0].[id] >= @first AND [e0].[id] < @end AND [e0].[id] < @before AND [e0].[kind] LIKE @filter_Kind_startswith ESCAPE N'\' AND [e0].[actor] = @actor12 AND [e0].[actor] <> N'hub'
        ORDER BY [e0].[id] DESC
    ) AS [e2]
) AS [u]
ORDER BY [u].[id] DESC
