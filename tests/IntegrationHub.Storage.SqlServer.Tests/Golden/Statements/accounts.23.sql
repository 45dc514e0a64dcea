-- @store_Retailer_Value int,
-- @issuer nvarchar(64),
-- @subject nvarchar(64),
-- @account varbinary(16)

SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [hub].[account_certificate] AS [a]
        WHERE [a].[retailer_id] = @store_Retailer_Value AND [a].[issuer_key] = @issuer AND [a].[subject_key] = @subject AND [a].[account_id] = @account) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END
