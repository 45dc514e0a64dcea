-- @p int,
-- @retailer_Value int,
-- @_retailer int,
-- @asked_Item1 smallint,
-- @only nvarchar(400),
-- @asked_Item14 smallint,
-- @only5 nvarchar(400)

SELECT TOP(@p) [o0].[retailer_id], [o0].[id], [o0].[acknowledged_by], [o0].[answer_lost], [o0].[attempts], [o0].[canonical_digest], [o0].[claimable_at], [o0].[claimed_by], [o0].[created_at], [o0].[document_archive_id], [o0].[due_at], [o0].[endpoint], [o0].[fence], [o0].[gate_closure], [o0].[mrid], [o0].[message_archive_id], [o0].[never_acknowledged], [o0].[party_id], [o0].[period_end], [o0].[period_start], [o0].[priority], [o0].[profile], [o0].[rejections], [o0].[revision], [o0].[root_element], [o0].[sender_code], [o0].[series_cut], [o0].[size], [o0].[state], [o0].[type], [o0].[updated_at]
FROM [hub].[exchange_key] AS [e]
INNER JOIN (
    SELECT [o].[retailer_id], [o].[id], [o].[acknowledged_by], [o].[answer_lost], [o].[attempts], [o].[canonical_digest], [o].[claimable_at], [o].[claimed_by], [o].[created_at], [o].[document_archive_id], [o].[due_at], [o].[endpoint], [o].[fence], [o].[gate_closure], [o].[mrid], [o].[message_archive_id], [o].[never_acknowledged], [o].[party_id], [o].[period_end], [o].[period_start], [o].[priority], [o].[profile], [o].[rejections], [o].[revision], [o].[root_element], [o].[sender_code], [o].[series_cut], [o].[size], [o].[state], [o].[type], [o].[updated_at]
    FROM [hub].[outbound_exchange] AS [o]
    WHERE [o].[retailer_id] = @retailer_Value
) AS [o0] ON [e].[exchange_id] = [o0].[id]
WHERE [e].[retailer_id] = @_retailer AND [e].[kind] = @asked_Item1 AND [e].[value] = @only AND EXISTS (
    SELECT 1
    FROM [hub].[exchange_key] AS [e0]
    WHERE [e0].[retailer_id] = @_retailer AND [e0].[kind] = @asked_Item14 AND [e0].[value] = @only5 AND [e0].[exchange_id] = [e].[exchange_id])
ORDER BY [o0].[id] DESC
