"""The eight documents exactly as the platform's schema reference names them, with its lists of indexes."""

from datetime import datetime
from enum import Enum
from typing import Any, Optional

from beanie import Document, PydanticObjectId
from pydantic import BaseModel, EmailStr, Field


def now() -> datetime:
    return datetime.utcnow()


class EstadoDispositivo(str, Enum):
    EN_PRODUCCION = "en_produccion"
    CONTROL_CALIDAD = "control_calidad"
    APROBADO = "aprobado"
    RECHAZADO = "rechazado"
    EMPAQUETADO = "empaquetado"
    ENVIADO = "enviado"
    ACTIVO = "activo"
    DEFECTUOSO = "defectuoso"
    RMA = "rma"
    REEMPLAZADO = "reemplazado"
    RETIRADO = "retirado"


class Garantia(BaseModel):
    fecha_inicio: Optional[datetime] = None
    fecha_fin: Optional[datetime] = None
    duracion_meses: int = 12
    tipo: str = "fabricante"
    activa: bool = False


class Device(Document):
    imei: str
    ccid: Optional[str] = None
    nro_orden: Optional[str] = None
    lote: Optional[int] = None
    linea: Optional[int] = None
    puesto: Optional[int] = None
    marca: Optional[str] = None
    nro_referencia: Optional[str] = None
    sku: Optional[str] = None
    estado: EstadoDispositivo = EstadoDispositivo.EN_PRODUCCION
    ubicacion_actual: Optional[str] = None
    package_no: Optional[str] = None
    codigo_innerbox: Optional[str] = None
    codigo_unitario: Optional[str] = None
    num_palet: Optional[str] = None
    num_deposito: Optional[str] = None
    cliente: Optional[str] = None
    cliente_codigo: Optional[str] = None
    cliente_nombre: Optional[str] = None
    notificado: bool = False
    fecha_notificacion: Optional[datetime] = None
    garantia: Optional[Garantia] = None
    info_envio: Optional[dict[str, Any]] = None
    valido: bool = True
    errores: Optional[list[str]] = Field(default_factory=list)
    metadata: Optional[dict[str, Any]] = Field(default_factory=dict)
    fecha_creacion: datetime = Field(default_factory=now)
    fecha_actualizacion: datetime = Field(default_factory=now)
    creado_por: Optional[str] = None
    fecha_importacion: Optional[datetime] = None

    class Settings:
        name = "devices"
        indexes = [
            "imei",
            "ccid",
            "nro_orden",
            "estado",
            "cliente",
            "package_no",
            "notificado",
            "fecha_creacion",
            [("imei", 1), ("estado", 1)],
            [("nro_orden", 1), ("lote", 1)],
            [("cliente", 1), ("estado", 1)],
            [("notificado", 1), ("cliente", 1)],
        ]


class CustomerType(str, Enum):
    END_USER = "end_user"
    DISTRIBUTOR = "distributor"
    RESELLER = "reseller"
    ENTERPRISE = "enterprise"
    GOVERNMENT = "government"


class CustomerStatus(str, Enum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    SUSPENDED = "suspended"
    BLACKLISTED = "blacklisted"


class Customer(Document):
    customer_code: str
    customer_type: CustomerType
    status: CustomerStatus = CustomerStatus.ACTIVE
    company_name: Optional[str] = None
    first_name: Optional[str] = None
    last_name: Optional[str] = None
    tax_id: Optional[str] = None
    email: EmailStr
    phone: Optional[str] = None
    mobile: Optional[str] = None
    website: Optional[str] = None
    address: Optional[dict[str, str]] = None
    billing_address: Optional[dict[str, str]] = None
    devices_count: int = 0
    active_devices_count: int = 0
    tickets_count: int = 0
    rma_count: int = 0
    discount_rate: Optional[float] = Field(default=None, ge=0, le=100)
    payment_terms: Optional[str] = None
    credit_limit: Optional[float] = None
    contacts: list[dict[str, Any]] = Field(default_factory=list)
    notes: Optional[str] = None
    preferences: Optional[dict[str, Any]] = None
    tags: list[str] = Field(default_factory=list)
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)
    last_purchase_date: Optional[datetime] = None
    metadata: Optional[dict[str, Any]] = None

    class Settings:
        name = "customers"
        indexes = [
            "customer_code",
            "email",
            "status",
            "customer_type",
            "created_at",
            [("customer_type", 1), ("status", 1)],
        ]


class ProductionOrderStatus(str, Enum):
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    ON_HOLD = "on_hold"
    PACKING = "packing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Batch(BaseModel):
    batch_number: int
    quantity: int
    workstation: Optional[int] = None
    operator: Optional[str] = None
    start_date: Optional[datetime] = None
    end_date: Optional[datetime] = None
    produced: int = 0
    status: str = "pending"


class ProductionOrder(Document):
    order_number: str
    reference_number: Optional[str] = None
    sku: Optional[int] = None
    product_name: Optional[str] = None
    brand: Optional[str] = None
    quantity: int = Field(ge=1)
    produced: int = Field(default=0, ge=0)
    approved: int = Field(default=0, ge=0)
    rejected: int = Field(default=0, ge=0)
    status: ProductionOrderStatus = ProductionOrderStatus.PENDING
    production_line: Optional[int] = Field(default=None, ge=1, le=3)
    responsible: Optional[str] = None
    created_at: datetime = Field(default_factory=now)
    start_date: Optional[datetime] = None
    end_date: Optional[datetime] = None
    estimated_completion: Optional[datetime] = None
    updated_at: datetime = Field(default_factory=now)
    batches: list[Batch] = Field(default_factory=list)
    total_batches: int = 0
    labels_required: Optional[dict[str, int]] = None
    notes: Optional[str] = Field(default=None, max_length=500)
    priority: Optional[str] = "normal"
    metadata: Optional[dict[str, Any]] = None

    class Settings:
        name = "production_orders"
        indexes = [
            "order_number",
            "status",
            "production_line",
            "created_at",
            [("status", 1), ("production_line", 1)],
            [("created_at", -1)],
        ]


class TipoMovimiento(str, Enum):
    ENTRADA = "entrada"
    SALIDA = "salida"
    ENVIO = "envio"
    TRANSFERENCIA = "transferencia"
    AJUSTE = "ajuste"
    DEVOLUCION = "devolucion"
    PRODUCCION = "produccion"
    SCRAP = "scrap"


class Movimiento(Document):
    tipo: TipoMovimiento
    fecha: datetime = Field(default_factory=now)
    producto: Optional[str] = None
    imei: Optional[str] = None
    ccid: Optional[str] = None
    cantidad: int = Field(default=1, ge=1)
    cliente: Optional[str] = None
    cliente_nombre: Optional[str] = None
    cliente_codigo: Optional[str] = None
    deposito: Optional[str] = None
    deposito_destino: Optional[str] = None
    ubicacion_origen: Optional[str] = None
    ubicacion_destino: Optional[str] = None
    documento_referencia: Optional[str] = None
    orden_produccion: Optional[str] = None
    lote: Optional[int] = None
    usuario: Optional[str] = None
    usuario_nombre: Optional[str] = None
    origen: str = "manual"
    detalles: Optional[str] = None
    metadata: Optional[dict[str, Any]] = None
    costo_unitario: Optional[float] = None
    costo_total: Optional[float] = None
    moneda: Optional[str] = "EUR"
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)

    class Settings:
        name = "movimientos"
        indexes = [
            "tipo",
            "fecha",
            "producto",
            "imei",
            "cliente",
            "deposito",
            "usuario",
            "documento_referencia",
            "created_at",
            [("tipo", 1), ("fecha", -1)],
            [("producto", 1), ("fecha", -1)],
            [("cliente", 1), ("fecha", -1)],
            [("deposito", 1), ("fecha", -1)],
            [("usuario", 1), ("fecha", -1)],
        ]


class SeriesNotification(Document):
    fecha: datetime = Field(default_factory=now)
    customer_id: Optional[str] = None
    customer_name: Optional[str] = None
    customer_code: Optional[str] = None
    location: str
    serials: list[dict[str, Any]] = Field(default_factory=list)
    device_count: int = 0
    notified_count: int = 0
    failed_serials: Optional[list[str]] = Field(default_factory=list)
    csv_format: str = "separated"
    csv_filename: str
    csv_content: Optional[str] = None
    email_to: str
    email_cc: Optional[list[str]] = Field(default_factory=list)
    email_sent: bool = False
    operator_id: str
    operator_name: str
    operator_email: str
    notes: Optional[str] = None
    errors: Optional[list[str]] = None

    class Settings:
        name = "series_notifications"
        indexes = ["fecha", "customer_id", "location", "email_to", "operator_id"]


class Package(Document):
    tracking_number: str
    transportista: str
    order_code: str
    order_ref: Optional[PydanticObjectId] = None
    cliente_id: Optional[PydanticObjectId] = None
    cliente_email: EmailStr
    cliente_nombre: Optional[str] = None
    cliente_telefono: Optional[str] = None
    direccion_envio: Optional[str] = None
    ciudad: Optional[str] = None
    codigo_postal: Optional[str] = None
    pais: str = "ES"
    dispositivos: list[PydanticObjectId] = Field(default_factory=list)
    dispositivos_info: list[dict[str, Any]] = Field(default_factory=list)
    peso_kg: Optional[float] = None
    dimensiones: Optional[str] = None
    numero_bultos: int = 1
    tipo: str = "paqueteria"
    estado: str = "preparado"
    fecha_envio: Optional[datetime] = None
    fecha_entrega_estimada: Optional[datetime] = None
    fecha_entrega_real: Optional[datetime] = None
    email_enviado: bool = False
    fecha_email: Optional[datetime] = None
    enlace_seguimiento: Optional[str] = None
    creado_por: str
    fecha_creacion: datetime = Field(default_factory=now)
    fecha_modificacion: Optional[datetime] = None
    notas: Optional[str] = None

    class Settings:
        name = "packages"
        indexes = ["tracking_number", "order_code", "transportista", "estado", "cliente_email", "fecha_creacion"]


class Pallet(Document):
    pallet_number: str
    qr_code: str
    tipo_contenido: str
    contenido_ids: list[str] = Field(default_factory=list)
    dispositivos: list[PydanticObjectId] = Field(default_factory=list)
    pedido_id: Optional[str] = None
    pedido_ref: Optional[PydanticObjectId] = None
    peso_kg: Optional[float] = None
    volumen_m3: Optional[float] = None
    ubicacion: Optional[str] = None
    creado_por: str
    fecha_creacion: datetime = Field(default_factory=now)
    fecha_modificacion: Optional[datetime] = None
    estado: str = "preparado"
    notas: Optional[str] = None

    class Settings:
        name = "pallets"
        indexes = ["pallet_number", "qr_code", "pedido_id", "estado", "fecha_creacion"]


class EmployeeRole(str, Enum):
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    QUALITY_INSPECTOR = "quality_inspector"
    TECHNICIAN = "technician"
    MANAGER = "manager"
    ADMIN = "admin"
    SUPER_ADMIN = "super_admin"


class EmployeeStatus(str, Enum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    SUSPENDED = "suspended"
    ON_LEAVE = "on_leave"


class Permissions(BaseModel):
    production_line1_station1: bool = False
    production_line1_station2: bool = False
    production_line2_station1: bool = False
    production_line2_station2: bool = False
    production_line3_station1: bool = False
    production_line3_station2: bool = False
    quality_control: bool = False
    admin_access: bool = False
    manage_users: bool = False
    manage_settings: bool = False
    view_reports: bool = False
    manage_tickets: bool = False
    manage_rma: bool = False
    manage_customers: bool = False
    manage_inventory: bool = False


class Employee(Document):
    employee_id: str
    name: str
    surname: str
    email: Optional[EmailStr] = None
    phone: Optional[str] = None
    password_hash: str
    role: EmployeeRole = EmployeeRole.OPERATOR
    status: EmployeeStatus = EmployeeStatus.ACTIVE
    permissions: Permissions = Field(default_factory=Permissions)
    last_login: Optional[datetime] = None
    last_login_ip: Optional[str] = None
    failed_login_attempts: int = 0
    locked_until: Optional[datetime] = None
    refresh_token: Optional[str] = None
    refresh_token_expires: Optional[datetime] = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)
    created_by: Optional[str] = None
    notes: Optional[str] = None

    class Settings:
        name = "employees"
        indexes = ["employee_id", "email", "role", "status", [("employee_id", 1), ("status", 1)]]


documents = [Device, Customer, ProductionOrder, Movimiento, SeriesNotification, Package, Pallet, Employee]
