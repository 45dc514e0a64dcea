-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [a].[id] AS [Id], [a].[name] AS [Name], [a].[chunks] AS [Chunks], CASE
    WHEN [a].[place] = CAST(0 AS smallint) AND [a].[sealed] = CAST(1 AS bit) THEN [a].[body]
END AS [Body]
FROM [hub].[archive] AS [a]
WHERE [a].[retailer_id] = @retailer AND [a].[id] > @from
ORDER BY [a].[id]
