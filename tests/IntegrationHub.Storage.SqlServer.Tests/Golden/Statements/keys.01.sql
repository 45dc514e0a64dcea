-- @p datetime2(7),
-- @retailer_Value int

UPDATE [d]
SET [d].[retired_at] = @p
FROM [hub].[data_key] AS [d]
WHERE [d].[retailer_id] = @retailer_Value AND [d].[purpose] IN (CAST(2 AS smallint), CAST(3 AS smallint)) AND [d].[retired_at] IS NULL
