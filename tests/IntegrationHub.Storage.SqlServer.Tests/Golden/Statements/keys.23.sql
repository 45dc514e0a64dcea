-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000),
-- @row0 varbinary(16)

UPDATE [r]
SET [r].[acknowledgement] = @p
FROM [hub].[registered_document] AS [r]
WHERE [r].[retailer_id] = @retailer AND [r].[exchange_id] = @row AND [r].[acknowledgement] = @before AND EXISTS (
    SELECT 1
    FROM [hub].[inbound_exchange] AS [i]
    WHERE [i].[retailer_id] = @retailer AND [i].[id] = @row0 AND [i].[sender_code] = [r].[sender_code] AND [i].[mrid] = [r].[mrid] AND [i].[revision] = [r].[revision])
