using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>A party as a document's sender, receiver or subject: its coded id (at most 16 characters) and its market role (e.g. A08).</summary>
/// <exception cref="ArgumentException">An id or a role that no document can carry.</exception>
public sealed record PartyInRole(CodedId Id, string Role)
{
    public CodedId Id { get; init => field = Checked.Coded(value, 16); } = Checked.Coded(Id, 16);

    public string Role { get; init => field = Checked.Code(value); } = Checked.Code(Role);
}
