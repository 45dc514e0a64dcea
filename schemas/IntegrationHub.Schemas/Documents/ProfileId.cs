namespace IntegrationHub.Schemas.Documents;

/// <summary>One IEC 62325 document type at one version, as its XSD declares it.</summary>
/// <param name="Name">Short name for people and configuration, e.g. <c>Schedule 5.2</c>.</param>
/// <param name="RootElement">Local name of the root element, e.g. <c>Schedule_MarketDocument</c>.</param>
/// <param name="Namespace">Target namespace, e.g. <c>urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2</c>.</param>
public sealed record ProfileId(string Name, string RootElement, string Namespace)
{
    public override string ToString() => Name;
}
