-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [i].[id], (
    SELECT TOP(1) [r].[acknowledgement]
    FROM [hub].[registered_document] AS [r]
    WHERE [r].[retailer_id] = @retailer AND [r].[sender_code] = [i].[sender_code] AND [r].[mrid] = [i].[mrid] AND [r].[revision] = [i].[revision] AND [r].[exchange_id] = [i].[id])
FROM [hub].[inbound_exchange] AS [i]
WHERE [i].[retailer_id] = @retailer AND [i].[id] > @from
ORDER BY [i].[id]
