-- @retailer_Value int

SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [hub].[key_work] AS [k]
        WHERE [k].[retailer_id] = @retailer_Value AND [k].[name] = N'hash_key' AND [k].[finished_at] IS NULL) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END
