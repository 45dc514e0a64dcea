namespace IntegrationHub.Workflows.Bpmn;

/// <summary>Namespaces of definition files, and the codes of what is wrong with them.</summary>
public static class BpmnNames
{
    /// <summary>BPMN 2.0, ISO/IEC 19510.</summary>
    public const string Model = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    /// <summary>What the hub adds in <c>extensionElements</c>: forms, candidates, services, mappings. Any modeler keeps it.</summary>
    public const string Hub = "urn:integrationhub:workflow:1";

    public const string NotReadable = "BPMN_NOT_READABLE";
    public const string NoDefinitions = "BPMN_NO_DEFINITIONS";
    public const string NotExecutable = "BPMN_NOT_EXECUTABLE";
    public const string NotSupported = "BPMN_NOT_SUPPORTED";
    public const string BadId = "BPMN_ID";
    public const string BadReference = "BPMN_REFERENCE";
    public const string BadStructure = "BPMN_STRUCTURE";
    public const string BadExpression = "BPMN_EXPRESSION";
    public const string BadTimer = "BPMN_TIMER";
    public const string BadExtension = "BPMN_EXTENSION";
}
