-- @store_Retailer_Value int,
-- @normal nvarchar(100),
-- @factor_IssuerKey nvarchar(64),
-- @factor_SubjectKey nvarchar(64)

SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [hub].[account_certificate] AS [a]
        INNER JOIN (
            SELECT [a0].[id]
            FROM [hub].[account] AS [a0]
            WHERE [a0].[retailer_id] = @store_Retailer_Value AND [a0].[name] = @normal AND [a0].[disabled_at] IS NULL
        ) AS [a1] ON [a].[account_id] = [a1].[id]
        WHERE [a].[retailer_id] = @store_Retailer_Value AND [a].[issuer_key] = @factor_IssuerKey AND [a].[subject_key] = @factor_SubjectKey) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END
