-- @retailer_Value int,
-- @names1 nvarchar(100),
-- @names2 nvarchar(100),
-- @names3 nvarchar(100),
-- @settled datetime2(7)

SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [hub].[key_work] AS [k]
        WHERE [k].[retailer_id] = @retailer_Value AND [k].[name] IN (@names1, @names2, @names3) AND ([k].[finished_at] IS NULL OR [k].[finished_at] > @settled)) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END
