-- @store_Retailer_Value int,
-- @factor_IssuerKey nvarchar(64),
-- @factor_SubjectKey nvarchar(64)

SELECT TOP(2) [a].[retailer_id], [a].[issuer_key], [a].[subject_key], [a].[account_id], [a].[bound_at]
FROM [hub].[account_certificate] AS [a]
WHERE [a].[retailer_id] = @store_Retailer_Value AND [a].[issuer_key] = @factor_IssuerKey AND [a].[subject_key] = @factor_SubjectKey
