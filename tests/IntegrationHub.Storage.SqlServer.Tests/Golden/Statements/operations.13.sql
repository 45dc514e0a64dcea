-- @p int,
-- @retailer_Value int

SELECT TOP(1) [i0].[received_at]
FROM (
    SELECT TOP(@p) [n].[id], [n].[exchange_id]
    FROM [hub].[notification] AS [n]
    WHERE [n].[retailer_id] = @retailer_Value
    ORDER BY [n].[id]
) AS [n0]
INNER JOIN (
    SELECT [i].[id], [i].[received_at]
    FROM [hub].[inbound_exchange] AS [i]
    WHERE [i].[retailer_id] = @retailer_Value
) AS [i0] ON [n0].[exchange_id] = [i0].[id]
ORDER BY [n0].[id]
