-- @retailer int,
-- @range_From nvarchar(400),
-- @range_End nvarchar(400)

SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [hub].[exchange_key] AS [e]
        WHERE [e].[retailer_id] = @retailer AND [e].[kind] = CAST(2 AS smallint) AND [e].[value] > @range_From AND [e].[value] < @range_End AND [e].[sealed] IS NOT NULL) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END
