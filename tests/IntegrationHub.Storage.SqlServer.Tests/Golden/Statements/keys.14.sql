-- @retailer int,
-- @number smallint,
-- @number2 smallint,
-- @madeSince datetime2(7),
-- @p bigint

SELECT TOP(1) [d].[retailer_id], [d].[id], [d].[created_at], [d].[purpose], [d].[reserved], [d].[retired_at], [d].[suite], [d].[wrapped], [d].[wrapped_by], [d].[wrapped_by_version]
FROM [hub].[data_key] AS [d]
WHERE [d].[retailer_id] = @retailer AND [d].[purpose] = @number AND [d].[suite] = @number2 AND [d].[retired_at] IS NULL AND [d].[created_at] > @madeSince AND [d].[reserved] <= @p
ORDER BY [d].[id] DESC
