-- @p int,
-- @retailer_Value int,
-- @_retailer int,
-- @asked_Item1 smallint,
-- @only nvarchar(400),
-- @asked_Item14 smallint,
-- @only5 nvarchar(400)

SELECT TOP(@p) [i0].[retailer_id], [i0].[id], [i0].[answer_archive_id], [i0].[archive_id], [i0].[canonical_digest], [i0].[channel], [i0].[completed_at], [i0].[first_exchange_id], [i0].[mrid], [i0].[party_id], [i0].[period_end], [i0].[period_start], [i0].[profile], [i0].[received_at], [i0].[rejections], [i0].[revision], [i0].[root_element], [i0].[schema_result], [i0].[sender_code], [i0].[series_cut], [i0].[size], [i0].[state], [i0].[type]
FROM [hub].[exchange_key] AS [e]
INNER JOIN (
    SELECT [i].[retailer_id], [i].[id], [i].[answer_archive_id], [i].[archive_id], [i].[canonical_digest], [i].[channel], [i].[completed_at], [i].[first_exchange_id], [i].[mrid], [i].[party_id], [i].[period_end], [i].[period_start], [i].[profile], [i].[received_at], [i].[rejections], [i].[revision], [i].[root_element], [i].[schema_result], [i].[sender_code], [i].[series_cut], [i].[size], [i].[state], [i].[type]
    FROM [hub].[inbound_exchange] AS [i]
    WHERE [i].[retailer_id] = @retailer_Value
) AS [i0] ON [e].[exchange_id] = [i0].[id]
WHERE [e].[retailer_id] = @_retailer AND [e].[kind] = @asked_Item1 AND [e].[value] = @only AND EXISTS (
    SELECT 1
    FROM [hub].[exchange_key] AS [e0]
    WHERE [e0].[retailer_id] = @_retailer AND [e0].[kind] = @asked_Item14 AND [e0].[value] = @only5 AND [e0].[exchange_id] = [e].[exchange_id])
ORDER BY [i0].[id] DESC
